package dev.quartermaster.simulator.script;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.simulator.wire.Operation;
import dev.quartermaster.simulator.wire.Target;
import java.util.Set;

/**
 * Which calls a fault applies to. A null component matches everything.
 *
 * @param model exactly as on the wire
 * @param stream only streamed calls, or only the others
 * @param keySuffix how the caller's key ends
 * @param acceptedKeys keys that are spared: only callers with another one, or without, are met
 */
public record Match(
        ProviderId provider,
        String model,
        Operation operation,
        Boolean stream,
        String keySuffix,
        Set<String> acceptedKeys) {

    boolean accepts(ProviderId called, Target target, String key) {
        return (provider == null || provider.equals(called))
                && (model == null || model.equals(target.model()))
                && (operation == null || operation == target.operation())
                && (stream == null || stream == target.stream())
                && (keySuffix == null || key.endsWith(keySuffix))
                && (acceptedKeys == null || !acceptedKeys.contains(key));
    }
}
