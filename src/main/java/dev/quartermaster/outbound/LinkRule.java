package dev.quartermaster.outbound;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the text of a link, and says which ones are followed. */
public final class LinkRule {

    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final int LAST_PORT = 65_535;

    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

    /**
     * Addresses in the one spelling that everybody reads alike: no octal or hexadecimal numbers, none left out. Names end
     * in a label that does not begin with a digit, or they could be such a number.
     */
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");

    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+]");
    private static final Pattern NAME = Pattern.compile("(?:[a-z0-9-]{1,63}\\.)*[a-z][a-z0-9-]{0,62}\\.?");

    private final boolean allowHttp;
    private final List<String> allowed;
    private final List<String> denied;

    /** @param allowed patterns of host names; empty: all that are not denied */
    public LinkRule(boolean allowHttp, List<String> allowed, List<String> denied) {
        this.allowHttp = allowHttp;
        this.allowed = allowed.stream().map(LinkRule::lower).toList();
        this.denied = denied.stream().map(LinkRule::lower).toList();
    }

    /** @throws LinkFailure when it is no link, or not one that is followed */
    public Link read(String text) {
        URI uri = parse(text);
        boolean encrypted = "https".equalsIgnoreCase(uri.getScheme());
        if (!encrypted && !(allowHttp && "http".equalsIgnoreCase(uri.getScheme()))) {
            throw new LinkFailure(
                    allowHttp ? "only https and http links are followed" : "only https links are followed");
        }
        if (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@")) {
            throw new LinkFailure("links with a user name or a password in them are not followed");
        }
        String host = host(uri);
        int port = uri.getPort() < 0 ? encrypted ? HTTPS_PORT : HTTP_PORT : uri.getPort();
        if (port < 1 || port > LAST_PORT) {
            throw LinkFailure.notALink();
        }
        return new Link(uri, encrypted, host, port, target(uri));
    }

    private static URI parse(String text) {
        try {
            return new URI(new URI(text).toASCIIString());
        } catch (URISyntaxException notALink) {
            throw LinkFailure.notALink();
        }
    }

    private String host(URI uri) {
        if (uri.getHost() == null) {
            throw LinkFailure.notALink();
        }
        String host = lower(uri.getHost());
        boolean literal = IPV4.matcher(host).matches() || IPV6.matcher(host).matches();
        if (!literal && !NAME.matcher(host).matches()) {
            throw LinkFailure.notALink();
        }
        if (isListed(host, denied) || (!allowed.isEmpty() && !isListed(host, allowed))) {
            throw new LinkFailure("links to its host are not followed here");
        }
        return host;
    }

    private static boolean isListed(String host, List<String> patterns) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return patterns.stream()
                .anyMatch(pattern ->
                        pattern.startsWith("*.") ? name.endsWith(pattern.substring(1)) : name.equals(pattern));
    }

    private static String target(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * A link that may be followed as far as its text goes; its host's address is another matter.
     *
     * @param host a name or a literal address, as it stands in the link but in lower case; IPv6 in brackets
     * @param target the path and the query, never empty
     */
    public record Link(URI uri, boolean encrypted, String host, int port, String target) {

        /** The host as resolvers want it. */
        public String plainHost() {
            return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        }

        /**
         * Resolves the target of a redirect.
         *
         * @param location the value of its header, absolute or relative
         * @throws LinkFailure if it is not a valid link
         */
        public String resolve(String location) {
            try {
                return uri.resolve(location).toString();
            } catch (IllegalArgumentException notALink) {
                throw LinkFailure.notALink();
            }
        }
    }
}
