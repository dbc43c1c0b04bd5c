package dev.quartermaster.provider.directory;

import java.net.URI;
import java.util.regex.Pattern;

/** Base URL of a provider and its origin. */
record BaseUrl(String value, Origin origin) {

    private static final Pattern TAIL = Pattern.compile("(/+|/v1|/v1beta)$");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-z]+}");

    /** Origin of a base URL. */
    enum Origin {
        CONFIGURATION,
        ENVIRONMENT,
        PUBLIC_SERVICE,
        STAND_IN
    }

    /**
     * Accepts the forms in use: with or without a version path, with or without a slash at the end.
     *
     * @throws IllegalArgumentException when it is not an absolute HTTP URL
     */
    static BaseUrl of(String text, Origin origin) {
        String url = text.strip();
        String shorter = TAIL.matcher(url).replaceFirst("");
        while (!shorter.equals(url)) {
            url = shorter;
            shorter = TAIL.matcher(url).replaceFirst("");
        }
        URI form = URI.create(PLACEHOLDER.matcher(url).replaceAll("x"));
        boolean http = "http".equalsIgnoreCase(form.getScheme()) || "https".equalsIgnoreCase(form.getScheme());
        if (!http || form.getHost() == null || form.getRawQuery() != null || form.getRawUserInfo() != null) {
            throw new IllegalArgumentException("not a plain HTTP base URL");
        }
        return new BaseUrl(url, origin);
    }
}
