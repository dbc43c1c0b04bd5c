package dev.quartermaster.media;

import java.net.URI;

/**
 * A link that may be followed as far as its text goes; its host's address is another matter.
 *
 * @param host a name or a literal address, as it stands in the link but in lower case; IPv6 in brackets
 * @param target the path and the query, never empty
 */
record Link(URI uri, boolean encrypted, String host, int port, String target) {

    /** The host as resolvers want it. */
    String plainHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /**
     * Resolves the target of a redirect.
     *
     * @param location the value of its header, absolute or relative
     * @throws LinkFailure if it is not a valid link
     */
    String resolve(String location) {
        try {
            return uri.resolve(location).toString();
        } catch (IllegalArgumentException notALink) {
            throw LinkFailure.notALink();
        }
    }
}
