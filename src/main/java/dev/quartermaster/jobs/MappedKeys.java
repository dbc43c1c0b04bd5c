package dev.quartermaster.jobs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings.ConfigClass;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The keys of all settings of ours, as names of environment variables. Found when the container is made: of a native executable
 * that is when it is built, so that no start looks through all the settings.
 */
@Singleton
class MappedKeys {

    private static final String ANY = "*";

    private final Set<String> exact = new HashSet<>();
    private List<Pattern> patterns = List.of();

    void atInit(@Observes @Initialized(ApplicationScoped.class) Object container, BeanManager beans) {
        read(beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .flatMap(bean -> bean.getTypes().stream())
                .filter(type ->
                        type instanceof Class<?> c && c.isInterface() && c.isAnnotationPresent(ConfigMapping.class))
                .map(type -> ConfigClass.configClass((Class<?>) type))
                .flatMap(mapping -> mapping.getProperties().keySet().stream())
                .filter(key -> key.startsWith("quartermaster."))
                .collect(Collectors.toSet()));
    }

    /** @param keys dotted; a {@code *} stands for any name */
    static MappedKeys of(Collection<String> keys) {
        MappedKeys mapped = new MappedKeys();
        mapped.read(keys);
        return mapped;
    }

    private void read(Collection<String> keys) {
        keys.stream()
                .filter(key -> !key.contains(ANY))
                .map(MappedKeys::variable)
                .forEach(exact::add);
        patterns = keys.stream()
                .filter(key -> key.contains(ANY))
                .map(MappedKeys::pattern)
                .toList();
    }

    /** Returns whether a variable sets one of the keys. */
    boolean isSetBy(String variable) {
        return exact.contains(variable)
                || patterns.stream()
                        .anyMatch(pattern -> pattern.matcher(variable).matches());
    }

    private static Pattern pattern(String key) {
        return Pattern.compile(Stream.of(key.split("\\*", -1))
                .map(literal -> Pattern.quote(variable(literal)))
                .collect(Collectors.joining(".+")));
    }

    private static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
