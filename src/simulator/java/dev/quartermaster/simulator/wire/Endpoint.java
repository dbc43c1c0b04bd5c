package dev.quartermaster.simulator.wire;

import java.util.function.Function;

/**
 * One method and path of a protocol.
 *
 * @param path below the provider's base URL, with parameters as {@code :name}
 * @param target must not fail, whatever the body
 * @param answer a pure function; throws {@link Refused} for what the provider would refuse
 */
public record Endpoint(String method, String path, Function<Call, Target> target, Function<Call, Reply> answer) {

    /** An endpoint that is asked with a body. */
    public static Endpoint post(String path, Function<Call, Target> target, Function<Call, Reply> answer) {
        return new Endpoint("POST", path, target, answer);
    }

    /** A free endpoint that lists models or versions. */
    public static Endpoint get(String path, Function<Call, Reply> answer) {
        return new Endpoint("GET", path, call -> new Target(Operation.MODELS, "", false), answer);
    }
}
