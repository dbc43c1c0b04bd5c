package dev.quartermaster.provider.failure;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes a provider's words fit to be shown: without keys, organisation ids and control characters, and bounded in
 * length. Providers do echo keys, whole or in part, in the message that refuses them.
 */
final class SanitizedText {

    static final int LONGEST = 500;

    private static final String REMOVED = "[removed]";

    /** More than this is not even looked at, so that a huge error page costs nothing. */
    private static final int LONGEST_LOOKED_AT = 4 * LONGEST;

    private static final Pattern SECRET = Pattern.compile(String.join(
            "|",
            "(?i:bearer)\\s+[^\\s\"',;]+",
            "\\b(?:sk|pk|rk|xai|gsk|hf|ABSK)[-_][A-Za-z0-9_*.-]{4,}",
            "\\bABSK[A-Za-z0-9+/=*]{8,}",
            "\\bAIza[A-Za-z0-9_*-]{8,}",
            "\\b(?:AKIA|ASIA)[A-Z0-9*]{8,}",
            "\\borg-[A-Za-z0-9]{6,}",
            "[A-Za-z0-9+/_=]{32,}"));

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private SanitizedText() {}

    /** @param secrets of the key that was used, removed wherever they occur */
    static String of(String text, List<String> secrets) {
        String safe = text.length() > LONGEST_LOOKED_AT ? text.substring(0, LONGEST_LOOKED_AT) : text;
        for (String secret : secrets) {
            safe = safe.replace(secret, REMOVED);
        }
        safe = CONTROL.matcher(SECRET.matcher(safe).replaceAll(REMOVED))
                .replaceAll(" ")
                .strip();
        return safe.length() > LONGEST ? safe.substring(0, LONGEST - 1) + "…" : safe;
    }
}
