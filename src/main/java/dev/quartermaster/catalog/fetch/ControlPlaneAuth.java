package dev.quartermaster.catalog.fetch;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Authorises calls of the control plane. */
interface ControlPlaneAuth {

    /** Why no call can be authorised; empty when they can, as far as is known without asking anyone. */
    Optional<String> obstacle();

    /**
     * The headers to send with a GET of {@code uri}, by their lower-case names.
     *
     * @param region the one the address belongs to
     */
    Uni<Map<String, String>> headers(URI uri, String region);
}
