package dev.quartermaster.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.history.CircumstancesRecord;
import dev.quartermaster.history.RequestDecision;
import dev.quartermaster.history.ledger.CircumstancesRepository;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the inputs of past decisions with the circumstances that they refer to. */
@ApplicationScoped
public class PastInputs {

    private final CircumstancesRepository circumstances;
    private final ObjectMapper json;

    PastInputs(CircumstancesRepository circumstances, ObjectMapper json) {
        this.circumstances = circumstances;
        this.json = json;
    }

    /**
     * Inputs as they are stored.
     *
     * @param text the JSON
     * @param time of the decision, or of its request
     */
    public record StoredInputs(String text, Instant time) {}

    /** Returns a reader of many inputs, a page after the other. */
    public Reader reader() {
        return new Reader();
    }

    /** Reads pages of inputs. It remembers the circumstances of the last page, as the next one mostly has the same. */
    public final class Reader {

        private volatile Map<String, Circumstances> met = Map.of();

        private Reader() {}

        /**
         * Reads inputs on a worker thread, in their order; empty for those that a later version wrote, that nobody can
         * read, or whose circumstances were not kept.
         */
        public Uni<List<Optional<SelectionInputs>>> read(List<StoredInputs> page) {
            return Uni.createFrom()
                    .item(page)
                    .emitOn(Infrastructure.getDefaultWorkerPool())
                    .map(PastInputs.this::trees)
                    .chain(trees -> load(page, trees)
                            .emitOn(Infrastructure.getDefaultWorkerPool())
                            .map(known -> inputs(trees, known)));
        }

        private Uni<Map<String, Circumstances>> load(List<StoredInputs> page, List<Optional<JsonNode>> trees) {
            Map<String, Circumstances> before = met;
            Map<String, Circumstances> used = new HashMap<>();
            Set<String> missing = new HashSet<>();
            Set<YearMonth> months = new HashSet<>();
            for (int i = 0; i < page.size(); i++) {
                String id = trees.get(i).map(InputsJson::reference).orElse(null);
                if (id == null) {
                    continue;
                }
                Circumstances known = before.get(id);
                if (known == null) {
                    missing.add(id);
                    // A decision may be of the month after the one in which its request began; its circumstances are
                    // too.
                    months.add(CircumstancesRecord.month(page.get(i).time()));
                    months.add(CircumstancesRecord.month(page.get(i).time().plus(RequestDecision.WITHIN)));
                } else {
                    used.put(id, known);
                }
            }
            return circumstances.contents(missing, months).map(found -> {
                found.forEach((id, text) -> parsed(id, text).ifPresent(value -> used.put(id, value)));
                met = used;
                return used;
            });
        }
    }

    private List<Optional<JsonNode>> trees(List<StoredInputs> page) {
        List<Optional<JsonNode>> trees = new ArrayList<>(page.size());
        page.forEach(stored -> trees.add(tree(stored.text())));
        return trees;
    }

    private Optional<JsonNode> tree(String text) {
        try {
            return Optional.of(json.readTree(text));
        } catch (JsonProcessingException damaged) {
            return Optional.empty();
        }
    }

    private Optional<Circumstances> parsed(String id, String text) {
        try {
            return Optional.of(InputsJson.circumstances(json.readTree(text)));
        } catch (IllegalArgumentException | JsonProcessingException unreadable) {
            Log.debugf("The circumstances %s cannot be read: %s", id, unreadable.getMessage());
            return Optional.empty();
        }
    }

    private static List<Optional<SelectionInputs>> inputs(
            List<Optional<JsonNode>> trees, Map<String, Circumstances> known) {
        List<Optional<SelectionInputs>> inputs = new ArrayList<>(trees.size());
        trees.forEach(tree -> inputs.add(tree.flatMap(value -> read(value, known))));
        return inputs;
    }

    /** Inputs that cannot be read are no reason to stop. */
    private static Optional<SelectionInputs> read(JsonNode tree, Map<String, Circumstances> known) {
        try {
            String id = InputsJson.reference(tree);
            if (id == null) {
                return Optional.of(InputsJson.read(tree));
            }
            return Optional.ofNullable(known.get(id)).map(base -> InputsJson.read(tree, base));
        } catch (IllegalArgumentException unreadable) {
            Log.debugf("The inputs of a decision cannot be read: %s", unreadable.getMessage());
            return Optional.empty();
        }
    }
}
