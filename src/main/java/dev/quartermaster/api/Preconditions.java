package dev.quartermaster.api;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.registry.edit.Expectation;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The conditions of a request, by its {@code If-Match} and {@code If-None-Match} headers. */
public final class Preconditions {

    public static final String IF_MATCH = "If-Match";
    public static final String IF_NONE_MATCH = "If-None-Match";

    private static final String ANY = "*";

    /** No revision that there ever is. */
    private static final long FOREIGN = -1;

    private Preconditions() {}

    /**
     * Reads the conditions of a request that changes something.
     *
     * @param ifMatch tags, {@code *} or null
     * @param ifNoneMatch {@code *} or null
     * @param otherwise the expectation of a request without conditions
     */
    public static Expectation of(@Nullable String ifMatch, @Nullable String ifNoneMatch, Expectation otherwise) {
        if (ifMatch != null && ifNoneMatch != null) {
            throw QuartermasterException.invalid(IF_NONE_MATCH, "If-Match and If-None-Match exclude each other.");
        }
        if (ifNoneMatch != null) {
            if (!ifNoneMatch.strip().equals(ANY)) {
                throw QuartermasterException.invalid(IF_NONE_MATCH, "Only 'If-None-Match: *' can be asked for here.");
            }
            return Expectation.ABSENT.asPrecondition();
        }
        if (ifMatch == null) {
            return otherwise;
        }
        return ifMatch.strip().equals(ANY) ? Expectation.PRESENT.asPrecondition() : Expectation.tag(tags(ifMatch));
    }

    /** Reads what a request that changes something says by {@code If-Match} alone; without it anything will do. */
    public static Expectation ifMatch(@Nullable String ifMatch) {
        return of(ifMatch, null, Expectation.ANYTHING);
    }

    /** Returns the revision that {@code If-Match} names, of what there always is; null for any. */
    public static @Nullable Long revision(@Nullable String ifMatch) {
        Expectation expected = ifMatch(ifMatch);
        if (expected.kind() != Expectation.Kind.TAG) {
            return null;
        }
        try {
            return Long.valueOf(String.join(",", expected.tags()));
        } catch (NumberFormatException foreign) {
            return FOREIGN;
        }
    }

    /** Tells if a reader has this entry already. */
    public static boolean isKnown(String ifNoneMatch, String tag) {
        return ifNoneMatch != null
                && (ifNoneMatch.strip().equals(ANY)
                        || Arrays.asList(tags(ifNoneMatch.replace("W/", ""))).contains(tag));
    }

    /** The tags without their quotation marks; a weak tag keeps its mark and so never equals one of ours. */
    private static String[] tags(String header) {
        return Arrays.stream(header.split(","))
                .map(String::strip)
                .map(tag -> tag.startsWith("W/") ? tag : tag.replace("\"", ""))
                .distinct()
                .toArray(String[]::new);
    }
}
