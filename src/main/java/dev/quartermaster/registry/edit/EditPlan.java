package dev.quartermaster.registry.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.registry.file.RegistryDocument;
import dev.quartermaster.registry.file.RegistryEntry;
import dev.quartermaster.registry.file.RegistryProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plans edits of a registry and checks that they are allowed. Pure. */
final class EditPlan {

    private final Map<ModelKey, RegistryEntry> entries = new HashMap<>();
    private final Map<ModelKey, RegistryProblem> broken;
    private final Map<ModelKey, Optional<ObjectNode>> targets = new LinkedHashMap<>();

    private EditPlan(RegistryDocument now) {
        now.entries().forEach(entry -> entries.put(entry.model().key(), entry));
        this.broken = broken(now);
    }

    /** @throws QuartermasterException when an edit does not find what it expects, or names its model otherwise */
    static EditPlan of(RegistryDocument now, List<Edit> edits) {
        EditPlan plan = new EditPlan(now);
        edits.forEach(plan::add);
        return plan;
    }

    /** Returns the target of each change: an entry as given, or none. */
    Map<ModelKey, Optional<ObjectNode>> targets() {
        return targets;
    }

    /**
     * Looks at what came of it.
     *
     * @param then the registry with {@link #targets()} in it
     * @throws QuartermasterException when one of them, or one that was good before, would be left out
     */
    List<EntryChange> verify(RegistryDocument then) {
        Map<ModelKey, RegistryEntry> good = new HashMap<>();
        then.entries().forEach(entry -> good.put(entry.model().key(), entry));
        Map<ModelKey, RegistryProblem> bad = broken(then);
        refuseNewProblems(bad);
        List<EntryChange> changes = new ArrayList<>();
        targets.keySet().forEach(key -> changes.add(change(key, good.get(key))));
        return changes;
    }

    /** To take out an entry that cannot be read is a change, though no model goes with it. */
    private EntryChange change(ModelKey key, @Nullable RegistryEntry after) {
        RegistryEntry before = entries.get(key);
        boolean mends = before == null && after == null && broken.containsKey(key);
        return new EntryChange(
                key, Optional.ofNullable(before), Optional.ofNullable(after), mends || !Objects.equals(before, after));
    }

    private void refuseNewProblems(Map<ModelKey, RegistryProblem> bad) {
        targets.forEach((key, target) -> {
            RegistryProblem problem = bad.get(key);
            if (target.isPresent() && problem != null) {
                String reason = problem.reason();
                throw QuartermasterException.invalid(Reason.field(reason), key + ": " + reason);
            }
        });
        bad.forEach((key, problem) -> {
            if (entries.containsKey(key) && !targets.containsKey(key)) {
                throw new QuartermasterException(
                        ErrorCode.CONFLICT, key + " would have to be left out then: " + problem.reason());
            }
        });
    }

    private void add(Edit edit) {
        ModelKey key = edit.key();
        if (targets.containsKey(key)) {
            throw QuartermasterException.invalid("id", key + " is given twice.");
        }
        if (key.id().chars().anyMatch(Character::isISOControl)) {
            throw QuartermasterException.invalid("id", "An id must not hold control characters.");
        }
        RegistryEntry before = entries.get(key);
        require(edit, before);
        Optional<ObjectNode> after =
                edit.change().apply(Optional.ofNullable(before).map(Canonical::of));
        targets.put(key, after.map(entry -> named(entry, key)));
    }

    private void require(Edit edit, @Nullable RegistryEntry before) {
        boolean present = before != null || broken.containsKey(edit.key());
        boolean asExpected =
                switch (edit.expected().kind()) {
                    case ANYTHING -> true;
                    case ABSENT -> !present;
                    case PRESENT -> present;
                    case TAG -> before != null && edit.expected().tags().contains(EntryTag.of(before));
                };
        if (!asExpected) {
            throw new QuartermasterException(edit.expected().refusal(), refusal(edit.key(), before));
        }
    }

    private String refusal(ModelKey key, @Nullable RegistryEntry before) {
        if (before != null) {
            return key + " is in the registry, as \"" + EntryTag.of(before) + "\" now.";
        }
        RegistryProblem problem = broken.get(key);
        return problem == null
                ? "There is no model " + key + " in the registry."
                : key + " is in the registry, but its entry cannot be used: " + problem.reason();
    }

    /** With the canonical name of its provider. What it says of itself must be what the edit is about. */
    private static ObjectNode named(ObjectNode entry, ModelKey key) {
        JsonNode id = entry.path("id");
        JsonNode provider = entry.path("provider");
        if (!id.isMissingNode() && !key.id().equals(id.textValue())) {
            throw QuartermasterException.invalid("id", "'id' is not that of " + key + "; an id cannot be changed.");
        }
        if (!provider.isMissingNode() && !isNameOf(key.provider(), provider.textValue())) {
            throw QuartermasterException.invalid("provider", "'provider' is not that of " + key + ".");
        }
        return entry.deepCopy()
                .put("id", key.id())
                .put("provider", key.provider().value());
    }

    private static boolean isNameOf(ProviderId provider, String name) {
        try {
            return ProviderId.of(name).equals(provider);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Map<ModelKey, RegistryProblem> broken(RegistryDocument document) {
        Map<ModelKey, RegistryProblem> broken = new HashMap<>();
        for (RegistryProblem problem : document.problems()) {
            problem.key().ifPresent(key -> broken.put(key, problem));
        }
        return broken;
    }
}
