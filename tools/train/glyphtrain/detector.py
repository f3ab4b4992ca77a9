"""The text-line detector: dense 3x3 convolutions, a feature pyramid, maps at stride 2; 0.68 M parameters (small).

Exported it keeps the contract of PP-OCR's detectors: [n,3,h,w] of ImageNet's mean and deviation, sides multiples of 32,
to chances [n,1,h,w].
"""

import torch
import torch.nn.functional as F
from torch import nn

from glyphtrain import pagedata

SIZES = {
    # channels at strides 2, 4, 8, 16, 32; of the pyramid; of the head
    "tiny": ((4, 6, 8, 8, 8), 8, 4),
    "small": ((16, 24, 48, 80, 112), 32, 16),
    "large": ((24, 40, 72, 112, 160), 48, 24),
}


def conv(inputs, outputs, kernel=3, stride=1, has_relu=True):
    layers = [nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(outputs)]
    return nn.Sequential(*layers, *([nn.ReLU(inplace=True)] if has_relu else []))


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.body = conv(channels, channels, has_relu=False)
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x):
        return self.relu(x + self.body(x))


class Detector(nn.Module):
    """Answers logits [n,2,h/2,w/2]: shrunk kernels, and whole lines (a help in training, dropped at export)."""

    def __init__(self, size="small"):
        super().__init__()
        (a, b, c, d, e), pyramid, head = SIZES[size]
        self.stage2 = conv(3, a, 3, 2)
        self.stage4 = nn.Sequential(conv(a, b, 3, 2), Residual(b))
        self.stage8 = nn.Sequential(conv(b, c, 3, 2), Residual(c), Residual(c))
        self.stage16 = nn.Sequential(conv(c, d, 3, 2), Residual(d), Residual(d))
        self.stage32 = nn.Sequential(conv(d, e, 3, 2), Residual(e), Residual(e), Residual(e))
        self.lateral = nn.ModuleList(conv(channels, pyramid, 1) for channels in (b, c, d, e))
        self.smooth = nn.ModuleList(conv(pyramid, pyramid) for _ in range(3))
        self.narrow = conv(pyramid, head)
        self.lateral2 = conv(a, head, 1)
        self.head = nn.Sequential(conv(head, head), nn.Conv2d(head, 2, 1))

    def forward(self, x):
        two = self.stage2(x)
        maps = [self.stage4(two)]
        for stage in (self.stage8, self.stage16, self.stage32):
            maps.append(stage(maps[-1]))
        y = self.lateral[3](maps[3])
        for level in (2, 1, 0):
            y = self.smooth[level](_doubled(y) + self.lateral[level](maps[level]))
        return self.head(_doubled(self.narrow(y)) + self.lateral2(two))


def _doubled(x):
    return F.interpolate(x, scale_factor=2.0, mode="nearest")


class Exported(nn.Module):
    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, x):
        chances = self.network(x)[:, :1].sigmoid()
        return F.interpolate(chances, scale_factor=2.0, mode="bilinear", align_corners=False)


def batch_loss(network, batch, device):
    x = torch.from_numpy(pagedata.to_input(batch.pixels)).to(device)
    logits = network(x.contiguous(memory_format=torch.channels_last)).float()
    kernel, full, weight = (torch.from_numpy(t).to(device).float() for t in (batch.kernel, batch.full, batch.weight))
    return _map_loss(logits[:, 0], kernel, weight) + 0.4 * _map_loss(logits[:, 1], full, weight.clamp(max=1))


def _map_loss(logits, wanted, weight):
    """Twice the cross entropy of the positives and of the three hardest negatives to each, plus dice."""
    each = F.binary_cross_entropy_with_logits(logits, wanted, reduction="none") * weight
    positive = (wanted > 0.5) & (weight > 0)
    negatives = each[~positive]
    count = int(positive.sum())
    kept = min(negatives.numel(), max(3 * count, 2000))
    entropy = (each[positive].sum() + negatives.topk(kept).values.sum()) / (count + kept)
    chances = logits.sigmoid() * (weight > 0)
    overlap = (2 * (chances * wanted).sum() + 1) / ((chances + wanted * (weight > 0)).sum() + 1)
    return 2 * entropy + 1 - overlap


@torch.no_grad()
def chances(network, x, device="cpu"):
    """The exported map of an input made by dbnet.to_input."""
    with torch.autocast(device, torch.bfloat16):
        answer = Exported(network)(torch.from_numpy(x).to(device).contiguous(memory_format=torch.channels_last))
    return answer.float().cpu().numpy()[0, 0]
