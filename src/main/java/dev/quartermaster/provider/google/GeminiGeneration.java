package dev.quartermaster.provider.google;

import dev.quartermaster.domain.model.ModelSpec;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which parameters a Gemini model takes, told by the version in its id. An id without one ({@code gemini-flash-latest})
 * counts as 2.5, whose way of asking for reasoning newer models still understand.
 *
 * @param version major and minor as one number: 205 for 2.5
 * @param flash whether it is one of the smaller models, which differ in how far reasoning can be turned down
 */
record GeminiGeneration(int version, boolean flash) {

    private static final Pattern VERSION = Pattern.compile("gemini-(\\d{1,2})(?:\\.(\\d{1,2}))?");
    private static final int UNKNOWN = 205;

    static GeminiGeneration of(ModelSpec model) {
        String modelId = model.key().id();
        Matcher found = VERSION.matcher(modelId);
        boolean flash = modelId.contains("flash");
        if (!found.find()) {
            return new GeminiGeneration(UNKNOWN, flash);
        }
        int minor = found.group(2) == null ? 0 : Integer.parseInt(found.group(2));
        return new GeminiGeneration(Integer.parseInt(found.group(1)) * 100 + minor, flash);
    }

    /** The levels by which reasoning is asked for, weakest first; empty where it is asked for by tokens. */
    List<String> thinkingLevels() {
        if (version < 300) {
            return List.of();
        }
        if (flash) {
            return List.of("minimal", "low", "medium", "high");
        }
        return version > 300 ? List.of("low", "medium", "high") : List.of("low", "high");
    }

    /** Returns whether its function calls must be sent back with their signature. */
    boolean demandsSignatures() {
        return version >= 300;
    }

    /** Returns whether functions and a JSON answer can be requested together. */
    boolean formatsBesideTools() {
        return version >= 300;
    }
}
