package dev.quartermaster.media;

import dev.quartermaster.config.Bounds;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings for fetching linked images and documents, for providers that take no links. */
@ConfigMapping(prefix = "quartermaster.media")
public interface MediaConfig {

    /** Enables fetching; without it a provider that takes no links refuses the request. */
    @WithDefault("true")
    boolean fetchLinks();

    /** Permits unencrypted links ({@code http}). */
    @WithDefault("false")
    boolean allowHttp();

    /** The only hosts asked: names, or {@code *.example.com} for all below one. Not set: any with a public address. */
    Optional<List<String>> allowedHosts();

    /** Hosts that are never asked, written in the same way; they win over the allowed ones. */
    Optional<List<String>> deniedHosts();

    /** The largest file; a twenty-fourth of the heap, and at most 20 MB, if it is not set. */
    Optional<MemorySize> maxBytes();

    /** The most bytes of all files of one request; a twenty-fourth of the heap, and at most 40 MB, if it is not set. */
    Optional<MemorySize> maxTotalBytes();

    /** The most files of one request; the same link twice is one file. */
    @WithDefault("20")
    @WithConverter(Bounds.OneToThousand.class)
    int maxFiles();

    /** Longest wait for a connection. */
    @WithDefault("3s")
    Duration connectTimeout();

    /** Longest wait for one file, redirects included. */
    @WithDefault("10s")
    Duration timeout();
}
