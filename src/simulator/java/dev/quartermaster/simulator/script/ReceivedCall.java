package dev.quartermaster.simulator.script;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.simulator.wire.Target;
import java.util.Map;

/**
 * A request that arrived.
 *
 * @param headers without those that carry secrets
 * @param keySuffix the last characters of the caller's key, to tell keys apart; empty when it showed none
 * @param body as it arrived, null when it was too long to keep
 * @param fault the id of the fault it met, or null
 */
public record ReceivedCall(
        ProviderId provider,
        Target target,
        String method,
        String path,
        Map<String, String> headers,
        String keySuffix,
        String body,
        String fault) {}
