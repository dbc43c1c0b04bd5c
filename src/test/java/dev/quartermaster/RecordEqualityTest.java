package dev.quartermaster;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.performance.window.PerformanceStatistics;
import dev.quartermaster.routing.Weights;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records whose equality is written out compare all of their components, as those of the compiler do. */
class RecordEqualityTest {

    /** Two different values of each type of component; both are valid for every such record. */
    private static final Map<Class<?>, List<Object>> VALUES = Map.of(
            boolean.class, List.of(true, false),
            long.class, List.of(7L, 8L),
            double.class, List.of(0.25, 0.5),
            Long.class, List.of(7L, 8L),
            Double.class, List.of(0.25, 0.5),
            String.class, List.of("a", "b"),
            ProviderId.class, List.of(ProviderId.OPENAI, ProviderId.GOOGLE),
            ModelKey.class, List.of(new ModelKey(ProviderId.OPENAI, "a"), new ModelKey(ProviderId.OPENAI, "b")),
            PerformanceStatistics.class,
                    List.of(
                            PerformanceStatistics.NONE,
                            new PerformanceStatistics(8, 7, null, null, null, null, null, null, null)));

    static Stream<Class<?>> records() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.quartermaster")
                        .stream()
                        .filter(JavaClass::isRecord)
                        .filter(type -> type.tryGetMethod("equals", Object.class)
                                .filter(method -> method.getMethodCallsFromSelf().stream()
                                        .anyMatch(call -> call.getName().equals("compare")
                                                || call.getName().equals("equals")))
                                .isPresent())
                        .<Class<?>>map(JavaClass::reflect)
                        .filter(type -> Arrays.stream(type.getRecordComponents())
                                .allMatch(component -> VALUES.containsKey(component.getType())));
    }

    @ParameterizedTest
    @MethodSource("records")
    void areEqualByAllComponents(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Object one = make(type, components, -1);

        assertThat(make(type, components, -1)).isEqualTo(one).hasSameHashCodeAs(one);
        for (int changed = 0; changed < components.length; changed++) {
            try {
                assertThat(make(type, components, changed))
                        .as(components[changed].getName())
                        .isNotEqualTo(one);
            } catch (InvocationTargetException refused) {
                // Its components depend on each other; see below.
                assertThat(refused).hasCauseInstanceOf(IllegalArgumentException.class);
            }
        }
        assertThat(one).isNotEqualTo(null).isNotEqualTo("another type");
    }

    @Test
    void weightsAreEqualByAllComponents() {
        Weights one = new Weights(0.4, 0.3, 0.2, 0.1);

        assertThat(new Weights(0.4, 0.3, 0.2, 0.1)).isEqualTo(one).hasSameHashCodeAs(one);
        assertThat(List.of(
                        new Weights(0.3, 0.4, 0.2, 0.1),
                        new Weights(0.4, 0.2, 0.3, 0.1),
                        new Weights(0.4, 0.3, 0.1, 0.2)))
                .doesNotContain(one);
    }

    @Test
    void statisticsAreEqualByTheirSuccessesToo() {
        assertThat(new PerformanceStatistics(8, 7, null, null, null, null, null, null, null))
                .isNotEqualTo(new PerformanceStatistics(8, 8, null, null, null, null, null, null, null));
    }

    private static Object make(Class<?> type, RecordComponent[] components, int changed)
            throws ReflectiveOperationException {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            values[i] = VALUES.get(types[i]).get(i == changed ? 1 : 0);
        }
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }
}
