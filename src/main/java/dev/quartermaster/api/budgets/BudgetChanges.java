package dev.quartermaster.api.budgets;

import dev.quartermaster.budgets.definition.Budget;
import dev.quartermaster.budgets.store.BudgetEditor;
import dev.quartermaster.budgets.store.BudgetReports;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.registry.edit.Expectation;
import dev.quartermaster.registry.edit.Expectation.Kind;
import dev.quartermaster.storage.audit.Author;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes budgets under the conditions of a request. */
@Singleton
class BudgetChanges {

    private final BudgetEditor editor;
    private final BudgetReports reports;

    BudgetChanges(BudgetEditor editor, BudgetReports reports) {
        this.editor = editor;
        this.reports = reports;
    }

    /** Makes a change and answers with the budget, or with nothing if it is removed. */
    Uni<Response> make(String name, Expectation expected, BudgetEditor.Step step, Author author) {
        return editor.apply(name, revision(expected), guarded(name, expected, step), author)
                .chain(change -> change.after().isEmpty()
                        ? Uni.createFrom().item(Response.noContent().build())
                        : reports.standings(List.of(change.after().get()))
                                .map(found ->
                                        answer(change.before().isEmpty() ? 201 : 200, BudgetAnswer.of(found.get(0)))));
    }

    private static BudgetEditor.Step guarded(String name, Expectation expected, BudgetEditor.Step step) {
        return before -> {
            if (expected.kind() == Kind.PRESENT && before.isEmpty()) {
                throw new QuartermasterException(ErrorCode.PRECONDITION_FAILED, "There is no budget " + name + ".");
            } else if (expected.kind() == Kind.ABSENT && before.isPresent()) {
                throw new QuartermasterException(
                        ErrorCode.PRECONDITION_FAILED, "There is a budget " + name + " already.");
            }
            return step.apply(before);
        };
    }

    /** Refuses a name that is in use. */
    static BudgetEditor.Step onlyNew(Budget budget) {
        return before -> {
            if (before.isPresent()) {
                throw QuartermasterException.invalid(
                        "name", "There is a budget '" + budget.name() + "' already; PUT replaces it.");
            }
            return Optional.of(budget);
        };
    }

    static BudgetEditor.Step removed(String name) {
        return before -> {
            if (before.isEmpty()) {
                throw unknown(name);
            }
            return Optional.empty();
        };
    }

    /** The revision that a change is made to; null for any. */
    private static @Nullable Long revision(Expectation expected) {
        if (expected.kind() != Kind.TAG) {
            return null;
        }
        try {
            return Long.valueOf(String.join(",", expected.tags()));
        } catch (NumberFormatException foreign) {
            // No revision has this tag, so that it matches nothing.
            return -1L;
        }
    }

    static Response answer(int status, BudgetAnswer budget) {
        return Response.status(status)
                .entity(budget)
                .tag(Long.toString(budget.revision()))
                .build();
    }

    static QuartermasterException unknown(String name) {
        return new QuartermasterException(ErrorCode.NOT_FOUND, "There is no budget '" + name + "'.", "name", null);
    }
}
