package dev.quartermaster.testing;

import dev.quartermaster.provider.UnsupportedFieldPolicy;
import java.util.ArrayList;
import java.util.List;

/** Keeps the fields that a translator leaves out, as a caller who allows losses is told of them. */
public final class Warned implements UnsupportedFieldPolicy {

    private final List<String> lost = new ArrayList<>();
    private final List<String> omitted = new ArrayList<>();

    @Override
    public void unsupported(String field, String reason) {
        lost.add(field);
    }

    @Override
    public void omitted(String field, String reason) {
        omitted.add(field);
    }

    /** What changes the answer. */
    public List<String> lost() {
        return lost;
    }

    /** What is a warning for everybody. */
    public List<String> omitted() {
        return omitted;
    }
}
