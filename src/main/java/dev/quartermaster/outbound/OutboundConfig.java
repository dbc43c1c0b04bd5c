package dev.quartermaster.outbound;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Settings of connections that are made on a caller's word. */
@ConfigMapping(prefix = "quartermaster.outbound")
public interface OutboundConfig {

    /** Networks that may be connected to though they are not public, as in {@code 10.1.0.0/16}; not set: none. */
    Optional<List<String>> allowedNetworks();
}
