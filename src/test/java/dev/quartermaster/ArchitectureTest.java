package dev.quartermaster;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.quartermaster.config.Bounds;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.TokenEstimator;
import dev.quartermaster.storage.ChangeFeed;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.hibernate.reactive.panache.common.runtime.SessionOperations;
import io.smallrye.config.ConfigMapping;
import io.vertx.mutiny.sqlclient.Pool;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.stage.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The house rules of {@code src/docs/architecture.md}, so that they hold and not only stand there. */
class ArchitectureTest {

    private static final String ROOT = "dev.quartermaster.";

    /** Packages by floor, lowest first. One imports only floors below its own. */
    private static final List<Set<String>> FLOORS = List.of(
            Set.of("domain"),
            Set.of("aws", "config", "outbound", "telemetry"),
            Set.of("storage"),
            Set.of("registry", "agents", "credentials", "alerts", "history"),
            Set.of("catalog", "metrics"),
            Set.of("provider", "media", "limits", "cost", "budgets", "performance", "quality", "cache", "auth"),
            Set.of("health"),
            Set.of("routing"),
            Set.of("inference", "whatif"),
            Set.of("api", "jobs"),
            Set.of("console", "simulator"));

    private static JavaClasses house;

    @BeforeAll
    static void readTheHouse() {
        house = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.quartermaster");
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.quartermaster.(*)..").should().beFreeOfCycles().check(house);
    }

    /** A package and those below it are apart here, as are those side by side on any level. */
    @ParameterizedTest
    @ValueSource(strings = {"(**)", "(*).(*)..", "(*).(*).(*).."})
    void subPackagesHaveNoCycles(String level) {
        slices().matching(ROOT + level).should().beFreeOfCycles().check(house);
    }

    @Test
    void packagesOfInferenceHaveNoCycles() {
        slices().matching("dev.quartermaster.inference.(*)..")
                .should()
                .beFreeOfCycles()
                .check(house);
        noClasses()
                .that()
                .resideInAPackage("dev.quartermaster.inference.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.quartermaster.inference")
                .check(house);
    }

    @Test
    void everyPackageStandsOnOneFloor() {
        Map<String, Integer> floors = floorByPackage();
        Set<String> homeless = new HashSet<>();
        for (JavaClass type : house) {
            if (!floors.containsKey(room(type))) {
                homeless.add(type.getPackageName());
            }
        }
        assertThat(homeless).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONTRIBUTING.md", "src/docs/architecture.md"})
    void theDocumentsHaveTheSameFloors(String document) throws IOException {
        Map<String, Integer> documented = new HashMap<>();
        Matcher floor = Pattern.compile("^F(\\d+) +([a-z]+(?:  [a-z]+)*)(?: {3,}.*)?$", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of(document)));
        while (floor.find()) {
            for (String room : floor.group(2).split(" +")) {
                documented.put(room, Integer.valueOf(floor.group(1)));
            }
        }

        assertThat(documented).isEqualTo(floorByPackage());
    }

    @Test
    void everyPackageSaysItsFloor() throws IOException {
        Map<String, Integer> floors = floorByPackage();
        Pattern room = Pattern.compile("^package dev\\.quartermaster\\.(\\w+)", Pattern.MULTILINE);
        Set<String> untrue = new HashSet<>();
        for (Path file : packageInfos()) {
            String text = Files.readString(file);
            Matcher named = room.matcher(text);
            String start = named.find() ? "/** Floor " + floors.get(named.group(1)) + ": " : "/** Floor";
            if (!text.replaceFirst("^/\\*\\*\\s+(\\* )?", "/** ").startsWith(start)) {
                untrue.add(file.toString());
            }
        }
        assertThat(untrue).isEmpty();
    }

    @Test
    void importsGoDownOnly() {
        classes().should(importOnlyFloorsBelow()).check(house);
    }

    /** What adapters share lies below them and knows none of them. */
    @Test
    void adaptersDoNotSeeEachOther() {
        DescribedPredicate<JavaClass> shared = resideInAnyPackage(
                ROOT + "provider.claude",
                ROOT + "provider.directory",
                ROOT + "provider.failure",
                ROOT + "provider.http",
                ROOT + "provider.tool",
                ROOT + "provider.translation");
        slices().matching("dev.quartermaster.provider.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(alwaysTrue(), shared)
                .allowEmptyShould(true)
                .check(house);
    }

    @Test
    void domainIsPlainJava() {
        classes()
                .that()
                .resideInAPackage("dev.quartermaster.domain..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.quartermaster.domain..", "java..", "org.jspecify.annotations..")
                .check(house);
    }

    @Test
    void nobodyWaits() {
        noClasses().should().callMethodWhere(isAwait()).check(house);
    }

    /** A prompt may hold megabytes: it is measured when its request is made, and the number is passed on. */
    @Test
    void aPromptIsMeasuredInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.quartermaster.domain..", "dev.quartermaster.provider..")
                .and()
                .doNotHaveSimpleName("Answer")
                .should()
                .callMethod(TokenEstimator.class, "ofPrompt", ChatRequest.class)
                .check(house);
    }

    @Test
    void onlyRepositoriesOpenSessionsAndTransactionsAndUseThePool() {
        noClasses()
                .that(describe("are not repositories", type -> !isRepository(type)))
                // Listens on a connection of its own, which is neither a question nor a change.
                .and()
                .doNotBelongToAnyOf(ChangeFeed.class)
                .should()
                .dependOnClassesThat(isOneOf(Pool.class, io.vertx.sqlclient.Pool.class))
                .orShould()
                .dependOnClassesThat(isOneOf(Mutiny.SessionFactory.class, Stage.SessionFactory.class))
                .orShould()
                .dependOnClassesThat(
                        isOneOf(Panache.class, SessionOperations.class, WithSession.class, WithTransaction.class))
                .check(house);
    }

    /** A redirect leads where nobody has looked; the one place that goes after one checks it like the first address. */
    @Test
    void nobodyFollowsRedirectsUnseen() {
        noClasses()
                .should()
                .callMethodWhere(describe("follow redirects", call -> Set.of("setFollowRedirects", "followRedirects")
                        .contains(call.getTarget().getName())))
                .check(house);
    }

    /** Whoever resolves a name is to check what it leads to. */
    @Test
    void hostsAreResolvedInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.quartermaster.outbound..", "dev.quartermaster.simulator..")
                .should()
                .callMethodWhere(describe(
                        "resolve hosts",
                        call -> call.getTarget().getOwner().isEquivalentTo(InetAddress.class)
                                && Set.of("getByName", "getAllByName")
                                        .contains(call.getTarget().getName())))
                .check(house);
    }

    private static DescribedPredicate<JavaClass> isOneOf(Class<?>... types) {
        return describe("open or use", type -> Arrays.stream(types).anyMatch(type::isEquivalentTo));
    }

    private static boolean isRepository(JavaClass type) {
        return outermost(type).getSimpleName().endsWith("Repository");
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    /**
     * The first constraint on settings has each start describe all of them to Bean Validation; {@link Bounds} are checked as a
     * value is read.
     */
    @Test
    void settingsAreNotValidatedAsBeans() {
        noClasses()
                .that(describe("are settings", type -> outermost(type).isAnnotatedWith(ConfigMapping.class)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.validation..")
                .check(house);
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws Exception {
        for (String sources : List.of("src/main/java", "src/simulator/java", "src/tuning/java")) {
            try (var files = Files.walk(Path.of(sources))) {
                List<Path> silent = files.filter(file -> file.toString().endsWith(".java"))
                        .map(Path::getParent)
                        .distinct()
                        .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                        .toList();
                assertThat(silent).isEmpty();
            }
        }
    }

    private static List<Path> packageInfos() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.endsWith("package-info.java")).toList();
        }
    }

    private static com.tngtech.archunit.base.DescribedPredicate<com.tngtech.archunit.core.domain.JavaMethodCall>
            isAwait() {
        return com.tngtech.archunit.base.DescribedPredicate.describe(
                "await() on a Uni",
                call -> call.getTarget().getName().equals("await")
                        && call.getTarget().getOwner().getFullName().startsWith("io.smallrye.mutiny"));
    }

    private static ArchCondition<JavaClass> importOnlyFloorsBelow() {
        Map<String, Integer> floors = floorByPackage();
        return new ArchCondition<>("import only floors below their own") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Integer own = floors.get(room(type));
                type.getDirectDependenciesFromSelf().forEach(dependency -> {
                    String other = room(dependency.getTargetClass());
                    Integer floor = floors.get(other);
                    if (own != null && floor != null && !other.equals(room(type)) && floor >= own) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                });
            }
        };
    }

    private static Map<String, Integer> floorByPackage() {
        Map<String, Integer> floors = new HashMap<>();
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            for (String room : FLOORS.get(floor)) {
                floors.put(room, floor);
            }
        }
        return floors;
    }

    private static String room(JavaClass type) {
        String name = type.getPackageName() + ".";
        if (!name.startsWith(ROOT)) {
            return "";
        }
        String rest = name.substring(ROOT.length());
        return rest.isEmpty() ? "" : rest.substring(0, rest.indexOf('.'));
    }
}
