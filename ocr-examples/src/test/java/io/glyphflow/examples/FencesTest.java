package io.glyphflow.examples;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** The fences of the modules above the core; those of the core are beside it. */
@AnalyzeClasses(
    packages = {"io.glyphflow.onnx", "io.glyphflow.layout", "io.glyphflow.tesseract"},
    importOptions = ImportOption.DoNotIncludeTests.class)
class FencesTest {

  /** Takes the user's own DJL types, as its name says. */
  private static final String DJL = "io.glyphflow.layout.djl";

  /** Packages that their module does not export. */
  private static final Set<String> HIDDEN = Set.of("io.glyphflow.layout.contract");

  @ArchTest
  static final ArchRule onnx_knows_no_layout =
      noClasses()
          .that()
          .resideInAPackage("io.glyphflow.onnx..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.glyphflow.layout..", "io.glyphflow.tesseract..");

  @ArchTest
  static final ArchRule layout_and_tesseract_do_not_know_each_other =
      noClasses()
          .that()
          .resideInAnyPackage("io.glyphflow.layout..", "io.glyphflow.tesseract..")
          .should(dependOnTheOther());

  @ArchTest
  static final ArchRule only_its_package_knows_djl =
      noClasses()
          .that()
          .resideOutsideOfPackage(DJL)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl..");

  @ArchTest
  static final ArchRule only_onnx_knows_the_runtime =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.glyphflow.onnx")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.onnxruntime..");

  @ArchTest
  static final ArchRule public_signatures_name_no_foreign_type =
      methods()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat(areExported())
          .should(nameNoForeignType());

  @ArchTest
  static final ArchRule nothing_sleeps =
      noClasses().should().callMethod(Thread.class, "sleep", long.class);

  @ArchTest
  static final ArchRule nothing_is_kept_in_thread_locals =
      noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class);

  @ArchTest
  static final ArchRule nothing_is_synchronized = noMethods().should().haveModifier(SYNCHRONIZED);

  @ArchTest
  static final ArchRule nothing_prints =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule no_empty_names =
      noClasses()
          .should()
          .haveNameMatching(".*(Impl|Manager|Helper|Util|Utils)$")
          .orShould()
          .haveSimpleNameStartingWith("Abstract");

  private static ArchCondition<JavaClass> dependOnTheOther() {
    return new ArchCondition<>("depend on the other") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean isLayout = type.getPackageName().startsWith("io.glyphflow.layout");
        String other = isLayout ? "io.glyphflow.tesseract" : "io.glyphflow.layout";
        boolean depends =
            type.getDirectDependenciesFromSelf().stream()
                .anyMatch(d -> d.getTargetClass().getPackageName().startsWith(other));
        events.add(new SimpleConditionEvent(type, depends, type.getName()));
      }
    };
  }

  private static DescribedPredicate<JavaClass> areExported() {
    return DescribedPredicate.describe(
        "are exported",
        type ->
            type.getModifiers().contains(PUBLIC)
                && !HIDDEN.contains(type.getPackageName())
                && !type.getPackageName().equals(DJL));
  }

  private static ArchCondition<JavaMethod> nameNoForeignType() {
    return new ArchCondition<>("name no foreign type") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        boolean isForeign =
            method.getAllInvolvedRawTypes().stream().anyMatch(FencesTest::isForeign);
        events.add(new SimpleConditionEvent(method, !isForeign, method.getFullName()));
      }
    };
  }

  private static boolean isForeign(JavaClass type) {
    String name = type.getPackageName();
    return name.contains(".internal")
        || HIDDEN.contains(name)
        || (!name.isEmpty()
            && !name.startsWith("java.")
            && !name.startsWith("io.glyphflow.")
            && !name.startsWith("org.jspecify."));
  }
}
