package dev.quartermaster.cost.reconciliation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.history.ledger.BilledDay;
import dev.quartermaster.history.ledger.BilledDayRepository;
import dev.quartermaster.registry.ModelRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/** Compares what the ledger bills with what a provider's export says. */
@ApplicationScoped
public class ReconciliationService {

    /** Calls may take so long, and providers count them when they end. */
    private static final int EDGE_SECONDS = 600;

    private final BilledDayRepository ledger;
    private final ModelRegistry registry;
    private final ObjectReader json;

    ReconciliationService(BilledDayRepository ledger, ModelRegistry registry, ObjectMapper json) {
        this.ledger = ledger;
        this.registry = registry;
        this.json = json.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    /**
     * Compares whole days. Reads the export at once, so not for an event loop.
     *
     * @param to the first day that does not count
     * @param export JSON of OpenAI or Anthropic, or CSV of AWS
     * @throws QuartermasterException when the export cannot be read, naming the place
     */
    public Uni<ReconciliationReport> compare(ProviderId provider, LocalDate from, LocalDate to, byte[] export) {
        List<ExportLine> lines = read(export);
        List<ExportLine> within = lines.stream()
                .filter(line -> !line.day().isBefore(from) && line.day().isBefore(to))
                .toList();
        return ledger.sums(
                        provider,
                        from.atStartOfDay(ZoneOffset.UTC).toInstant(),
                        to.atStartOfDay(ZoneOffset.UTC).toInstant(),
                        EDGE_SECONDS)
                .map(billed -> new Reconciliation(billed, within, names(provider, billed)::ours)
                        .report((long) lines.size() - within.size()));
    }

    private ModelNames names(ProviderId provider, List<BilledDay> billed) {
        return new ModelNames(
                registry.snapshot(),
                provider,
                billed.stream().map(BilledDay::model).collect(Collectors.toUnmodifiableSet()));
    }

    private List<ExportLine> read(byte[] export) {
        int first = 0;
        while (first < export.length && Character.isWhitespace(export[first])) {
            first++;
        }
        if (first == export.length) {
            throw QuartermasterException.invalid(null, "The export is empty");
        }
        if (export[first] != '{' && export[first] != '[') {
            return CostAndUsageReport.read(export);
        }
        try {
            return JsonExports.read(json.readTree(export));
        } catch (JsonProcessingException broken) {
            throw QuartermasterException.invalid(
                    null,
                    "The export is not JSON: line " + broken.getLocation().getLineNr() + ", column "
                            + broken.getLocation().getColumnNr());
        } catch (IOException unreadable) {
            throw new IllegalStateException("bytes in memory can be read", unreadable);
        }
    }
}
