package dev.quartermaster.api.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.RestQuery;
import org.junit.jupiter.api.Test;

class QueryNamesTest {

    @Test
    void theParametersOfEachMethodAreThoseOfItsAnnotations() {
        Map<String, Map<String, Boolean>> annotated = new TreeMap<>();
        Map<String, Map<String, Boolean>> known = new TreeMap<>();
        for (JavaClass resource : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.quartermaster.api")) {
            if (resource.isAnnotatedWith(Path.class)
                    && resource.getAnnotationOfType(Path.class).value().startsWith("/api/v1")) {
                for (Method method : resource.reflect().getDeclaredMethods()) {
                    if (Arrays.stream(method.getAnnotations())
                            .anyMatch(of -> of.annotationType().isAnnotationPresent(HttpMethod.class))) {
                        annotated.put(resource.getSimpleName() + "." + method.getName(), names(method));
                        known.put(
                                resource.getSimpleName() + "." + method.getName(),
                                QueryNames.of(resource.reflect(), method.getName()));
                    }
                }
            }
        }

        assertThat(annotated).hasSizeGreaterThan(60);
        assertThat(known).isEqualTo(annotated);
    }

    /** Each parameter, and whether it is a list. */
    private static Map<String, Boolean> names(Method method) {
        Map<String, Boolean> names = new TreeMap<>();
        for (Parameter parameter : method.getParameters()) {
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                for (Field field : parameter.getType().getDeclaredFields()) {
                    name(field, field.getName()).ifPresent(name -> names.put(name, isList(field.getType())));
                }
            } else {
                assertThat(parameter.isNamePresent()).isTrue();
                name(parameter, parameter.getName()).ifPresent(name -> names.put(name, isList(parameter.getType())));
            }
        }
        return names;
    }

    private static boolean isList(Class<?> type) {
        return Collection.class.isAssignableFrom(type);
    }

    private static Optional<String> name(AnnotatedElement of, String ownName) {
        QueryParam standard = of.getAnnotation(QueryParam.class);
        RestQuery query = of.getAnnotation(RestQuery.class);
        if (standard != null) {
            return Optional.of(standard.value());
        }
        return Optional.ofNullable(query).map(named -> named.value().isEmpty() ? ownName : named.value());
    }
}
