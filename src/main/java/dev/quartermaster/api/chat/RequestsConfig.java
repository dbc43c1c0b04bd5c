package dev.quartermaster.api.chat;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "quartermaster.requests")
public interface RequestsConfig {

    /** The most text that one message may hold, in bytes of UTF-8; images and documents do not count. */
    @WithDefault("1M")
    MemorySize maxMessageBytes();
}
