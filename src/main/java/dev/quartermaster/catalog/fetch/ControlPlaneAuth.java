package dev.quartermaster.catalog.fetch;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.Map;

/** Authorises calls of the control plane. */
interface ControlPlaneAuth {

    /** Fails with {@link ControlPlaneFailure} when no call can be authorised. */
    Uni<Void> ready();

    /**
     * The headers to send with a GET of {@code uri}, by their lower-case names.
     *
     * @param region the one the address belongs to
     */
    Uni<Map<String, String>> headers(URI uri, String region);
}
