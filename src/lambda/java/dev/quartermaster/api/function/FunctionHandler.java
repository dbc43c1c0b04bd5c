package dev.quartermaster.api.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;

/** What the Lambda runtime calls with each event. */
@Singleton
public class FunctionHandler implements RequestStreamHandler {

    private final FunctionEntry entry;

    FunctionHandler(FunctionEntry entry) {
        this.entry = entry;
    }

    @Override
    public void handleRequest(InputStream event, OutputStream result, Context context) throws IOException {
        try {
            result.write(entry.handle(event.readAllBytes(), context.getRemainingTimeInMillis()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the function is stopping");
        } catch (Error broken) {
            // The loop that calls this would end with it, and the process go on without answering anybody.
            throw new IllegalStateException("the invocation failed: " + broken, broken);
        }
    }
}
