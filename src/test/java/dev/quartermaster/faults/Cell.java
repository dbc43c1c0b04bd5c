package dev.quartermaster.faults;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import java.util.ArrayList;
import java.util.List;

/**
 * One fault at one provider, met in one way. Every cell has a model of its own, and so a state of its own.
 *
 * @param kind of provider: it decides the protocol
 * @param beside whether a model that is well stands behind the one at fault
 */
record Cell(Fault fault, String kind, boolean stream, boolean beside) {

    /** Every kind of provider; the last one is any service that speaks OpenAI's protocol. */
    static final List<String> KINDS = List.of("openai", "anthropic", "google", "ollama", "bedrock", "house");

    static List<Cell> of(Fault fault) {
        List<Cell> cells = new ArrayList<>();
        for (String kind : KINDS) {
            for (boolean stream : new boolean[] {false, true}) {
                if (fault.happensTo(stream)) {
                    cells.add(new Cell(fault, kind, stream, false));
                    cells.add(new Cell(fault, kind, stream, true));
                }
            }
        }
        return cells;
    }

    String mode() {
        return stream ? "stream" : "plain";
    }

    String name() {
        return fault.words() + "-" + mode() + (beside ? "-beside" : "-alone");
    }

    /** The provider's name in the configuration. */
    String provider() {
        if (fault == Fault.CONNECT_REFUSED) {
            return kind + "-gone";
        }
        return fault.isOfAKey() ? kind + "-" + name() : kind;
    }

    /** On the wire, and unique among all cells. */
    String modelId() {
        return kind + "-" + name();
    }

    ModelKey model() {
        return new ModelKey(ProviderId.of(provider()), modelId());
    }

    /** The provider as the simulator knows it. */
    String protocol() {
        return protocol(kind);
    }

    static String protocol(String kind) {
        return kind.equals("house") ? "openai" : kind;
    }

    @Override
    public String toString() {
        return kind + " " + name();
    }
}
