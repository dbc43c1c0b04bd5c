package dev.quartermaster.routing;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.performance.window.PerformanceStatistics;
import dev.quartermaster.routing.Signals.Bar;
import dev.quartermaster.routing.Signals.ProviderSignal;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes how the signals of a decision differ from those of its circumstances; {@link SignalChangesJson} reads it. */
final class SignalChangesWriter {

    private SignalChangesWriter() {}

    /** Writes a value of a map of signals. */
    private interface ValueWriter<V> {

        void write(JsonGenerator json, V value) throws IOException;
    }

    /** Writes the fields of {@link SignalChangesJson}. */
    static void write(JsonGenerator json, Signals base, Signals actual) throws IOException {
        changes(json, "routes", base.routes(), actual.routes(), SignalChangesWriter::route);
        changes(json, "unreachable", base.unreachable(), actual.unreachable(), JsonGenerator::writeString);
        changes(json, "token_factors", base.tokenFactors(), actual.tokenFactors(), JsonGenerator::writeNumber);
        changes(json, "providers", base.providers(), actual.providers(), SignalChangesWriter::provider);
        changes(json, "models", base.models(), actual.models(), SignalChangesWriter::model);
        changes(json, "closed", base.closed(), actual.closed(), SignalChangesWriter::bar);
        changes(json, "barred", base.barred(), actual.barred(), SignalChangesWriter::bar);
        BudgetsJson.write(json, actual.budgets());
    }

    /** What is other or new, with its value, and what is gone, with null. */
    private static <K, V> void changes(
            JsonGenerator json, String field, Map<K, V> base, Map<K, V> actual, ValueWriter<V> write)
            throws IOException {
        if (base == actual) {
            return;
        }
        Map<String, @Nullable V> changed = new TreeMap<>();
        actual.forEach((key, value) -> {
            if (!value.equals(base.get(key))) {
                changed.put(key.toString(), value);
            }
        });
        base.keySet().forEach(key -> {
            if (!actual.containsKey(key)) {
                changed.put(key.toString(), null);
            }
        });
        if (changed.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, @Nullable V> entry : changed.entrySet()) {
            json.writeFieldName(entry.getKey());
            V value = entry.getValue();
            if (value == null) {
                json.writeNull();
            } else {
                write.write(json, value);
            }
        }
        json.writeEndObject();
    }

    private static void route(JsonGenerator json, PriceRoute route) throws IOException {
        json.writeString(route.wire());
    }

    private static void provider(JsonGenerator json, ProviderSignal signal) throws IOException {
        json.writeStartObject();
        unless(json, "health", 1, signal.health());
        unlessZero(json, "health_wait_ms", signal.healthWaitMs());
        json.writeEndObject();
    }

    private static void bar(JsonGenerator json, Bar bar) throws IOException {
        json.writeStartObject();
        json.writeStringField("why", bar.why());
        unlessZero(json, "wait_ms", bar.waitMs());
        json.writeEndObject();
    }

    private static void model(JsonGenerator json, ModelSignal signal) throws IOException {
        json.writeStartObject();
        if (signal.counted()) {
            json.writeNumberField("quota_wait_ms", signal.quotaWaitMs());
        }
        unless(json, "requests_used", 0, signal.requestsUsed());
        unless(json, "tokens_used", 0, signal.tokensUsed());
        unless(json, "health", 1, signal.health());
        unlessZero(json, "health_wait_ms", signal.healthWaitMs());
        if (!signal.track().equals(PerformanceStatistics.NONE)) {
            json.writeFieldName("track");
            track(json, signal.track());
        }
        json.writeEndObject();
    }

    private static void track(JsonGenerator json, PerformanceStatistics track) throws IOException {
        json.writeStartArray();
        json.writeNumber(track.calls());
        json.writeNumber(track.successes());
        number(json, track.quality());
        number(json, track.latencyP50Ms());
        number(json, track.latencyP95Ms());
        number(json, track.latencyP99Ms());
        number(json, track.firstTokenP50Ms());
        number(json, track.tokensPerSecond());
        if (track.outputP95Tokens() == null) {
            json.writeNull();
        } else {
            json.writeNumber(track.outputP95Tokens());
        }
        json.writeNumber(track.judged());
        json.writeEndArray();
    }

    private static void number(JsonGenerator json, @Nullable Double value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else {
            json.writeNumber(value);
        }
    }

    private static void unless(JsonGenerator json, String field, double assumed, double value) throws IOException {
        if (value != assumed) {
            json.writeNumberField(field, value);
        }
    }

    private static void unlessZero(JsonGenerator json, String field, long value) throws IOException {
        if (value != 0) {
            json.writeNumberField(field, value);
        }
    }
}
