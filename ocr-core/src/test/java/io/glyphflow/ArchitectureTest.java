package io.glyphflow;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

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

/** The fences of the house. */
@AnalyzeClasses(
    packages = "io.glyphflow.core",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String CORE = "io.glyphflow.core.";

  /** Libraries that the inside of a package may use; signatures are guarded by the rules above. */
  private static final String[] LIBRARIES = {
    "java..",
    "javax.imageio..",
    "org.jspecify..",
    "org.w3c.dom..",
    "org.bytedeco..",
    "org.apache.pdfbox..",
    "com.fasterxml.jackson.core.."
  };

  @ArchTest static final ArchRule geometry_stands_alone = mayUseOnly("geometry");

  @ArchTest
  static final ArchRule image_rests_on_geometry =
      mayUseOnly("image", "geometry", "internal.opencv");

  @ArchTest static final ArchRule document_rests_on_geometry = mayUseOnly("document", "geometry");

  @ArchTest
  static final ArchRule stage_rests_on_document_and_image =
      mayUseOnly("stage", "geometry", "image", "document");

  @ArchTest
  static final ArchRule source_rests_on_stage =
      mayUseOnly("source", "geometry", "image", "document", "stage", "internal.opencv");

  @ArchTest
  static final ArchRule export_rests_on_document =
      mayUseOnly("export", "geometry", "document", "stage", "image", "internal.opencv");

  @ArchTest
  static final ArchRule packages_form_no_cycle =
      slices()
          .matching("io.glyphflow.core.(geometry|image|document|stage|source|export)..")
          .should()
          .beFreeOfCycles();

  @ArchTest
  static final ArchRule only_the_pipeline_knows_the_engine =
      noClasses()
          .that()
          .resideOutsideOfPackages(CORE + "pipeline..", CORE + "internal..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(CORE + "internal.engine..");

  @ArchTest
  static final ArchRule public_signatures_name_no_internal_or_foreign_type =
      methods()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat(are(exported()))
          .should(nameNoInternalType());

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

  private static ArchRule mayUseOnly(String name, String... others) {
    String[] allowed = new String[others.length + 1 + LIBRARIES.length];
    for (int i = 0; i < others.length; i++) {
      allowed[i] = CORE + others[i] + "..";
    }
    allowed[others.length] = CORE + name + "..";
    System.arraycopy(LIBRARIES, 0, allowed, others.length + 1, LIBRARIES.length);
    return classes()
        .that()
        .resideInAPackage(CORE + name + "..")
        .should()
        .onlyDependOnClassesThat(
            JavaClass.Predicates.resideInAnyPackage(allowed).or(isPrimitive()));
  }

  private static DescribedPredicate<JavaClass> isPrimitive() {
    return DescribedPredicate.describe(
        "primitive", type -> type.getBaseComponentType().isPrimitive());
  }

  private static boolean isForeign(JavaClass type) {
    String name = type.getPackageName();
    return !name.isEmpty()
        && !name.startsWith("java.")
        && !name.startsWith("io.glyphflow.")
        && !name.startsWith("org.jspecify.");
  }

  private static DescribedPredicate<JavaClass> exported() {
    return DescribedPredicate.describe(
        "exported",
        type ->
            type.getModifiers().contains(PUBLIC) && !type.getPackageName().contains(".internal"));
  }

  private static ArchCondition<JavaMethod> nameNoInternalType() {
    return new ArchCondition<>("name no internal type") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        boolean isInternal =
            method.getAllInvolvedRawTypes().stream()
                .anyMatch(type -> type.getPackageName().contains(".internal") || isForeign(type));
        events.add(new SimpleConditionEvent(method, !isInternal, method.getFullName()));
      }
    };
  }
}
