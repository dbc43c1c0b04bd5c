package dev.quartermaster.api.entry;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings of the HTTP server that are not the framework's. */
@ConfigMapping(prefix = "quartermaster.http")
public interface HttpConfig {

    /** For how long browsers are told to come by TLS only, where they came by it; 0: they are not told. */
    @WithDefault("365d")
    Duration strictTransport();

    /**
     * Time within which a new connection must have sent the head of a request, and for which one may be silent within a head or
     * a body; 0 for no limit, and for no least rate.
     */
    @WithDefault("20s")
    Duration patience();

    /**
     * What the bodies of all requests that are not answered yet may take together; further ones wait for up to five seconds. A
     * sixteenth of the heap if it is not set.
     */
    Optional<MemorySize> bodiesMaxBytes();

    /** Bytes a second that a request must arrive at on average where it takes longer than that time. */
    @WithDefault("512")
    MemorySize leastRate();
}
