package dev.quartermaster.media;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Settings for tests: those of the program, but that links go to a stub without encryption. */
final class MediaSettings {

    private MediaSettings() {}

    /** @param others keys below {@code quartermaster.media}, and their values */
    static MediaConfig with(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(Map.of("quartermaster.media.allow-http", "true"));
        others.forEach((key, value) -> all.put("quartermaster.media." + key, value));
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withMapping(MediaConfig.class)
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build()
                .getConfigMapping(MediaConfig.class);
    }
}
