package dev.quartermaster;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Vetoed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is written to serve must serve: a class that the container passes over in silence is a fault nobody sees. */
class BeansTest {

    private static final List<Class<? extends Annotation>> SCOPES =
            List.of(ApplicationScoped.class, Singleton.class, Dependent.class, RequestScoped.class);

    private static JavaClasses house;

    @BeforeAll
    static void readTheHouse() {
        house = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.quartermaster");
    }

    /** The container skips a class of which it does not know how to make one. */
    @Test
    void aBeanOfSeveralConstructorsSaysWhichIsMeant() {
        assertThat(house.stream().filter(BeansTest::isUnclear).map(JavaClass::getName))
                .isEmpty();
    }

    @Test
    void noDefaultServesWhereTheHouseHasARealOne() {
        Set<String> shadowed = defaults()
                .flatMap(type -> real(type).map(found -> type.getName() + " has a default, but is " + found))
                .collect(Collectors.toSet());

        assertThat(shadowed).isEmpty();
    }

    /** Both laws against samples of what they forbid. */
    @Test
    void theLawsSeeWhatTheyForbid() {
        JavaClasses samples = new ClassFileImporter().importClasses(Unclear.class, Clear.class, Thing.class);

        assertThat(isUnclear(samples.get(Unclear.class))).isTrue();
        assertThat(isUnclear(samples.get(Clear.class))).isFalse();
        assertThat(real(samples.get(Thing.class), samples))
                .containsExactlyInAnyOrder(Unclear.class.getName(), Clear.class.getName());
    }

    interface Thing {}

    @Vetoed
    @Singleton
    static class Unclear implements Thing {
        Unclear(String one) {}

        Unclear(Integer other) {}
    }

    @Vetoed
    @Singleton
    static class Clear implements Thing {
        @Inject
        Clear(String one) {}

        Clear(Integer other) {}
    }

    private static boolean isUnclear(JavaClass type) {
        return isScoped(type)
                && type.getConstructors().size() > 1
                && type.getConstructors().stream().noneMatch(made -> made.isAnnotatedWith(Inject.class));
    }

    private static boolean isScoped(JavaClass type) {
        return SCOPES.stream().anyMatch(type::isAnnotatedWith);
    }

    /** What is made by default: the types that producers give, and those of classes that are defaults themselves. */
    private static Stream<JavaClass> defaults() {
        Stream<JavaClass> produced = house.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(DefaultBean.class))
                .filter(method -> method.isAnnotatedWith(Produces.class))
                .map(JavaMethod::getRawReturnType);
        Stream<JavaClass> written = house.stream()
                .filter(type -> type.isAnnotatedWith(DefaultBean.class))
                .flatMap(type -> type.getAllRawInterfaces().stream());
        return Stream.concat(produced, written).filter(type -> type.getName().startsWith("dev.quartermaster"));
    }

    private static Stream<String> real(JavaClass type) {
        return real(type, house);
    }

    private static Stream<String> real(JavaClass type, JavaClasses among) {
        return among.stream()
                .filter(other -> !other.equals(type) && other.isAssignableTo(type.getName()))
                .filter(other -> !other.isInterface() && !other.getModifiers().contains(JavaModifier.ABSTRACT))
                .filter(BeansTest::isScoped)
                .filter(other -> !other.isAnnotatedWith(DefaultBean.class) && !other.isAnnotatedWith(Alternative.class))
                .map(JavaClass::getName);
    }
}
