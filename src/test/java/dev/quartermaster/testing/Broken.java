package dev.quartermaster.testing;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which parts of the house are broken at the moment, for the doubles that stand in for them. */
public final class Broken {

    private static final Set<String> PARTS = ConcurrentHashMap.newKeySet();

    private Broken() {}

    public static void set(String part) {
        PARTS.add(part);
    }

    public static void mendAll() {
        PARTS.clear();
    }

    public static boolean is(String part) {
        return PARTS.contains(part);
    }

    /** What a double does before anything else. */
    public static void check(String part) {
        if (is(part)) {
            throw new IllegalStateException("the " + part + " are broken");
        }
    }
}
