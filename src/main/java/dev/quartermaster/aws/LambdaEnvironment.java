package dev.quartermaster.aws;

import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Tells whether this process is a function on AWS Lambda, which sets a variable for each. */
public final class LambdaEnvironment {

    /** The variable with the address of the Lambda runtime. */
    public static final String RUNTIME_API = "AWS_LAMBDA_RUNTIME_API";

    private static final String KEY = "aws.lambda.runtime.api";

    private LambdaEnvironment() {}

    /** Asks the variables of a process, for what runs before there is a configuration. */
    public static boolean isIn(Map<String, String> environment) {
        return environment.containsKey(RUNTIME_API);
    }

    public static boolean isIn(Config config) {
        return runtime(config).isPresent();
    }

    /** Returns host and port of the Lambda runtime; empty elsewhere. */
    public static Optional<String> runtime(Config config) {
        return config.getOptionalValue(KEY, String.class);
    }
}
