package dev.quartermaster;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a native executable can write as JSON. The framework registers what resource methods declare to return, with all that is
 * in it. A record that leaves as the entity of a plain {@code Response} it does not see: that one, and each record in it, says so
 * itself, or is in something that another method declares.
 */
class ReflectionTest {

    private static final String OURS = "dev.quartermaster.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(OURS + "api");

    @Test
    void recordsThatLeaveInAResponseAreRegistered() {
        Set<Class<?>> entities = entities();
        Set<Class<?>> declared = declared();
        Set<String> missing = new TreeSet<>();
        for (Class<?> entity : entities) {
            Set<Class<?>> within = new LinkedHashSet<>();
            collect(entity, within);
            within.removeAll(declared);
            within.removeIf(type -> type.isAnnotationPresent(RegisterForReflection.class));
            within.forEach(type -> missing.add(type.getName() + " in an answer of " + entity.getSimpleName()));
        }

        assertThat(entities).as("records that leave in a response").hasSizeGreaterThan(5);
        assertThat(missing).isEmpty();
    }

    /** All that resource methods say they return. */
    private static Set<Class<?>> declared() {
        Set<Class<?>> declared = new LinkedHashSet<>();
        CLASSES.stream()
                .filter(type ->
                        type.getMethods().stream().anyMatch(method -> method.isMetaAnnotatedWith(HttpMethod.class)))
                .flatMap(type -> Arrays.stream(type.reflect().getDeclaredMethods()))
                .filter(ReflectionTest::isServed)
                .map(Method::getGenericReturnType)
                .forEach(type -> collect(type, declared));
        return declared;
    }

    private static boolean isServed(Method method) {
        return Arrays.stream(method.getAnnotations())
                .anyMatch(mark -> mark.annotationType().isAnnotationPresent(HttpMethod.class));
    }

    /** Records of ours that the code which fills a response makes, gets or is given. */
    private static Set<Class<?>> entities() {
        return CLASSES.stream()
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(unit -> unit.getMethodCallsFromSelf().stream().anyMatch(ReflectionTest::fillsAResponse))
                .flatMap(ReflectionTest::known)
                .filter(type -> type.isRecord() && type.getPackageName().startsWith(OURS + "api."))
                .filter(type -> !isAtHand(type))
                .<Class<?>>map(JavaClass::reflect)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static boolean fillsAResponse(JavaMethodCall call) {
        boolean isEntity = call.getTargetOwner().isEquivalentTo(Response.ResponseBuilder.class)
                && call.getName().equals("entity");
        boolean isOk = call.getTargetOwner().isEquivalentTo(Response.class)
                && Set.of("ok", "accepted").contains(call.getName())
                && !call.getTarget().getRawParameterTypes().isEmpty();
        return isEntity || isOk;
    }

    private static Stream<JavaClass> known(JavaCodeUnit unit) {
        Stream<JavaClass> made = unit.getConstructorCallsFromSelf().stream().map(call -> call.getTargetOwner());
        Stream<JavaClass> got = unit.getMethodCallsFromSelf().stream()
                .map(call -> call.getTarget().getRawReturnType());
        return Stream.of(made, got, unit.getRawParameterTypes().stream()).flatMap(types -> types);
    }

    /** What is at hand where an answer is made: what was read of the request, and a pair of an entity and its type. */
    private static boolean isAtHand(JavaClass type) {
        return Set.of("Given", "ErrorBody").contains(type.getSimpleName());
    }

    /** Adds the records of ours in a type, and those in them. */
    private static void collect(Type type, Set<Class<?>> found) {
        if (type instanceof ParameterizedType many) {
            collect(many.getRawType(), found);
            Arrays.stream(many.getActualTypeArguments()).forEach(each -> collect(each, found));
        } else if (type instanceof WildcardType any) {
            Arrays.stream(any.getUpperBounds()).forEach(each -> collect(each, found));
        } else if (type instanceof Class<?> one
                && one.isRecord()
                && one.getName().startsWith(OURS)
                && found.add(one)) {
            for (RecordComponent component : one.getRecordComponents()) {
                collect(component.getGenericType(), found);
            }
        }
    }
}
