package dev.quartermaster.registry.edit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The field that the reader's reason begins with. */
final class Reason {

    private static final Pattern FIELD = Pattern.compile("^([a-z][a-z0-9_]{2,}(?:[.\\[][^ :]*)?)[ :]");

    private Reason() {}

    /** Null where no field is named; a missing price is one of {@code pricing}. */
    static @Nullable String field(String reason) {
        if (reason.startsWith("a price is missing")) {
            return "pricing";
        }
        Matcher field = FIELD.matcher(reason);
        return field.find() && !reason.startsWith("the entry") && !reason.startsWith("not a") ? field.group(1) : null;
    }
}
