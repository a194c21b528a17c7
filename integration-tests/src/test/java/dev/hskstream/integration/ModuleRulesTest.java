package dev.hskstream.integration;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Checks which module and package may import which. Kafka topics are the only contract between producer and trainer.
 */
@AnalyzeClasses(packages = "dev.hskstream", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleRulesTest {
    private static final String[] KAFKA = {"org.apache.kafka..", "kafka.."};
    private static final String AVRO = "org.apache.avro..";
    private static final String DJL = "ai.djl..";
    private static final String COMMAND_LINE = "picocli..";
    private static final String SERVER = "org.apache.kafka.server..";

    /** Assigns each package its own slice, including the root packages of modules. */
    private static final SliceAssignment PACKAGES = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return javaClass.getPackageName().startsWith("dev.hskstream.")
                    ? SliceIdentifier.of(javaClass.getPackageName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    };

    @ArchTest
    static final ArchRule baseKnowsNothingOfOurs =
            module("base").mayUse().butNeither(KAFKA[0], KAFKA[1], AVRO, DJL, COMMAND_LINE);

    @ArchTest
    static final ArchRule schemasIsWhatIsOnTheWire =
            module("schemas").mayUse("base").butNeither(DJL, COMMAND_LINE, "org.apache.kafka.clients..");

    @ArchTest
    static final ArchRule kafkaKnowsNoEngine =
            module("kafka").mayUse("base", "schemas").butNeither(DJL, COMMAND_LINE, SERVER);

    @ArchTest
    static final ArchRule modelKnowsNeitherKafkaNorAvro =
            module("model").mayUse("base").butNeither(KAFKA[0], KAFKA[1], AVRO, COMMAND_LINE);

    @ArchTest
    static final ArchRule consoleKnowsKafkaAndNoEngine =
            module("console").mayUse("base", "schemas", "kafka").butNeither(DJL, SERVER);

    @ArchTest
    static final ArchRule metricsKnowsNoWork =
            module("metrics").mayUse("base", "console").butNeither(KAFKA[1], AVRO, DJL, SERVER);

    /** Kafka's clients keep metrics of themselves; nothing else of Kafka is of interest there. */
    @ArchTest
    static final ArchRule metricsKnowsOnlyTheMetricsOfKafka = noClasses()
            .that()
            .resideInAPackage("dev.hskstream.metrics..")
            .should(dependOnClassesThat(resideInAPackage(KAFKA[0])
                    .and(DescribedPredicate.not(
                            resideInAnyPackage("org.apache.kafka.common", "org.apache.kafka.common.metrics")))));

    @ArchTest
    static final ArchRule producerKnowsNoTrainer = module("producer")
            .mayUse("base", "schemas", "kafka", "model", "console", "metrics")
            .butNeither(SERVER);

    @ArchTest
    static final ArchRule trainerKnowsNoProducer = module("trainer")
            .mayUse("base", "schemas", "kafka", "model", "console", "metrics")
            .butNeither(SERVER);

    @ArchTest
    static final ArchRule monitorKnowsNoEngine = module("monitor")
            .mayUse("base", "schemas", "kafka", "console", "metrics")
            .butNeither(DJL, SERVER);

    @ArchTest
    static final ArchRule localIsBrokerAndRegistryAlone =
            module("local").mayUse("base", "schemas").butNeither(DJL, COMMAND_LINE);

    /** Domain code reports to listeners; only commands and main classes use options, progress bars and JSON output. */
    @ArchTest
    static final ArchRule onlyCommandsKnowTheConsole = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.hskstream.metrics..",
                    "dev.hskstream.producer.(*)..",
                    "dev.hskstream.trainer.(*)..",
                    "dev.hskstream.monitor.(*)..")
            .and()
            .resideOutsideOfPackages("dev.hskstream.*.command..")
            .should(dependOnClassesThat(resideInAnyPackage("dev.hskstream.console..", COMMAND_LINE)));

    @ArchTest
    static final ArchRule nobodyKnowsTheCommandLineOfAllCommands = noClasses()
            .that()
            .resideOutsideOfPackage("dev.hskstream.cli..")
            .should(dependOnClassesThat(resideInAPackage("dev.hskstream.cli..")));

    /** A tensor is native memory that has an owner, so only code that computes with tensors may use them. */
    @ArchTest
    static final ArchRule tensorsStayWithThoseWhoCompute = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.hskstream.model..",
                    "dev.hskstream.producer.teach..",
                    "dev.hskstream.producer.audit..",
                    "dev.hskstream.trainer..",
                    "dev.hskstream.cli.bench..")
            .should(dependOnClassesThat(resideInAPackage(DJL)));

    @ArchTest
    static final ArchRule theTeacherGivesNoTensorAway = methods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAPackage("dev.hskstream.producer..")
            .and()
            .arePublic()
            .should(notSpeakOfTensors());

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().assignedFrom(PACKAGES).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nobodyThrowsABareException = GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    private static ArchCondition<JavaMethod> notSpeakOfTensors() {
        return new ArchCondition<>("take and return no tensor") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean open = method.getOwner().getModifiers().contains(JavaModifier.PUBLIC);
                Stream<JavaClass> types =
                        Stream.concat(method.getRawParameterTypes().stream(), Stream.of(method.getRawReturnType()));
                if (open && types.anyMatch(type -> type.getPackageName().startsWith("ai.djl"))) {
                    events.add(SimpleConditionEvent.violated(method, method.getFullName() + " has a tensor in it"));
                }
            }
        };
    }

    private static Module module(String name) {
        return new Module(name);
    }

    private record Module(String name) {
        Uses mayUse(String... modules) {
            return new Uses(name, modules);
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Uses(String name, String... modules) {
        ArchRule butNeither(String... foreign) {
            String[] own = Stream.concat(Stream.of(name), Arrays.stream(modules))
                    .map(module -> "dev.hskstream." + module + "..")
                    .toArray(String[]::new);
            DescribedPredicate<JavaClass> others = resideInAPackage("dev.hskstream..")
                    .and(DescribedPredicate.not(resideInAnyPackage(own)))
                    .as("live in another module than %s", Arrays.toString(own));
            return noClasses()
                    .that()
                    .resideInAPackage("dev.hskstream." + name + "..")
                    .should(dependOnClassesThat(others.or(resideInAnyPackage(foreign))))
                    .because("the modules' table says so");
        }
    }
}
