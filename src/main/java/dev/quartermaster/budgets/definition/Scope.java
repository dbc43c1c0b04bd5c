package dev.quartermaster.budgets.definition;

/**
 * Part of the spending: one target of one dimension.
 *
 * @param target the canonical name: of a model, {@code provider/id}
 */
public record Scope(Dimension dimension, String target) {

    @Override
    public String toString() {
        return dimension.wire() + " " + target;
    }
}
