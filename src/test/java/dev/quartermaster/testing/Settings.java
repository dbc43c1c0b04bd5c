package dev.quartermaster.testing;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Settings as they would be read from a file that says this and nothing else. */
public final class Settings {

    private Settings() {}

    /** @param said whole keys and their values */
    public static <T> T of(Class<T> mapping, Map<String, String> said) {
        return new SmallRyeConfigBuilder()
                .withMapping(mapping)
                .withDefaultValues(said)
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .build()
                .getConfigMapping(mapping);
    }
}
