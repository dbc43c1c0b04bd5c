package dev.quartermaster.inference.failover;

import dev.quartermaster.provider.UnsupportedFieldPolicy;
import java.util.ArrayList;
import java.util.List;

/** Keeps what one call leaves out because its provider has no way to say it. */
public final class DroppedFields implements UnsupportedFieldPolicy {

    /** A request can name fields without end; nobody reads more warnings than this. */
    private static final int MOST = 50;

    private final boolean lenient;
    private final List<Dropped> dropped = new ArrayList<>();

    /** @param field a path in the caller's request; its reason is in words for the caller */
    public record Dropped(String field, String reason) {}

    /** @param lenient whether the caller allows that what changes the answer is left out */
    DroppedFields(boolean lenient) {
        this.lenient = lenient;
    }

    @Override
    public void unsupported(String field, String reason) {
        if (!lenient) {
            STRICT.unsupported(field, reason);
        }
        omitted(field, reason);
    }

    @Override
    public void omitted(String field, String reason) {
        Dropped one = new Dropped(field, reason);
        if (dropped.size() < MOST && !dropped.contains(one)) {
            dropped.add(one);
        }
    }

    List<Dropped> all() {
        return List.copyOf(dropped);
    }
}
