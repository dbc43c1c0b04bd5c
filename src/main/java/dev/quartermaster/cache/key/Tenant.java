package dev.quartermaster.cache.key;

import org.jspecify.annotations.Nullable;

/**
 * Those who may be given each other's answers: one caller, or the callers of a sharing group. No name of a caller can be
 * taken for that of a group.
 *
 * @param shared whether it is a group
 */
public record Tenant(String name, boolean shared) {

    private static final String GROUP = "group:";
    private static final String CALLER = "caller:";

    /** The form in which {@link #toString} writes it. */
    public static Tenant parse(String text) {
        return text.startsWith(GROUP)
                ? new Tenant(text.substring(GROUP.length()), true)
                : new Tenant(text.substring(text.startsWith(CALLER) ? CALLER.length() : 0), false);
    }

    @Override
    public String toString() {
        return (shared ? GROUP : CALLER) + name;
    }

    // Written out: a native executable interprets what the compiler makes for a record, at 100 times the price.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Tenant that && shared == that.shared && name.equals(that.name));
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Boolean.hashCode(shared);
    }
}
