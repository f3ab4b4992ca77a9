"""The line recognizer: a convolutional network with CTC, 1.06 M parameters (small) or 2.3 M (large).

Input x [n,1,32,w], each line stretched to -1..1, zeros on the right; output [n, t, 348], t = ceil(ceil(w/2)/2).
"""

import torch
from torch import nn

from glyphtrain import charset

SIZES = {
    # channels of the five stages, width of the context, its blocks, its kernel
    "tiny": ((4, 6, 8, 8, 12), 16, 1, 5),
    "small": ((16, 24, 64, 96, 160), 192, 4, 9),
    "large": ((24, 40, 96, 128, 192), 256, 6, 11),
}


class Conv(nn.Module):
    """3x3 convolution, batch norm, ReLU; adds its input where shapes allow. Never depthwise: slow to train on CPUs."""

    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs))
        self.relu = nn.ReLU(inplace=True)
        self.is_residual = inputs == outputs and stride == 1

    def forward(self, x):
        return self.relu(x + self.body(x) if self.is_residual else self.body(x))


class Context(nn.Module):
    """Mixes neighbouring frames: depthwise 1 x k, then two pointwise layers; residual."""

    def __init__(self, width, kernel):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(width, width, (1, kernel), padding=(0, kernel // 2), groups=width, bias=False),
            nn.BatchNorm2d(width),
            nn.Conv2d(width, 2 * width, 1),
            nn.ReLU(inplace=True),
            nn.Conv2d(2 * width, width, 1, bias=False),
            nn.BatchNorm2d(width),
        )

    def forward(self, x):
        return x + self.body(x)


class Recognizer(nn.Module):
    """Answers logits; Exported answers what softmax makes of them."""

    def __init__(self, size="small"):
        super().__init__()
        (a, b, c, d, e), width, blocks, kernel = SIZES[size]
        self.stem = nn.Sequential(
            Conv(1, a, 2), Conv(a, b), Conv(b, c, 2), Conv(c, c), Conv(c, d, (2, 1)), Conv(d, d), Conv(d, e, (2, 1)),
            nn.Conv2d(e, width, (2, 1), bias=False), nn.BatchNorm2d(width), nn.ReLU(inplace=True))
        self.context = nn.Sequential(*(Context(width, kernel) for _ in range(blocks)))
        self.dropout = nn.Dropout(0.05)
        self.head = nn.Conv2d(width, charset.CLASSES, 1)

    def forward(self, x):
        return self.head(self.dropout(self.context(self.stem(x)))).squeeze(2).transpose(1, 2)


class Exported(nn.Module):
    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, x):
        return self.network(x).softmax(-1)


def normalise(batch, device="cpu"):
    """Each line from its own darkest to its own lightest grey, -1..1; a line of less than 16 levels is not stretched."""
    pixels = torch.from_numpy(batch.pixels).to(device, non_blocking=True).float()
    levels = torch.from_numpy(batch.levels).to(device)
    low, high = levels[:, 0, None, None], levels[:, 1, None, None]
    x = (pixels - low) * (2 / (high - low).clamp(min=16)) - 1
    columns = torch.arange(x.shape[2], device=device)
    inside = columns[None] < torch.from_numpy(batch.widths).to(device)[:, None]
    return (x * inside[:, None]).unsqueeze(1)


def loss(logits, labels):
    """CTC over all frames, the padding's too: it has to be blank."""
    log = logits.float().log_softmax(-1).transpose(0, 1)
    targets = torch.tensor([c for label in labels for c in label])
    lengths = torch.tensor([len(label) for label in labels])
    frames = torch.full((len(labels),), log.shape[0], dtype=torch.long)
    return nn.functional.ctc_loss(log, targets.to(log.device), frames, lengths, blank=charset.BLANK, zero_infinity=True)


@torch.no_grad()
def read(network, batch, device="cpu"):
    """The texts of a batch, greedy."""
    x = normalise(batch, device)
    with torch.autocast(device, torch.bfloat16):
        best = network(x.contiguous(memory_format=torch.channels_last)).argmax(-1).cpu()
    # The padding's frames too: the last letter of a tight line may be said in the first of them.
    return [charset.decode(row.tolist()).strip() for row in best]
