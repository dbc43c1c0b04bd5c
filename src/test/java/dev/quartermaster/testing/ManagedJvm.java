package dev.quartermaster.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Stands for AWS' managed runtime of the JVM in a process of the function: makes its handler, asks for events, and delivers
 * what comes of them. What belongs to the function is looked up by name, as that runtime does.
 */
public final class ManagedJvm {

    private static final String HANDLER = "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler";
    private static final String CONTEXT = "com.amazonaws.services.lambda.runtime.Context";

    private ManagedJvm() {}

    public static void main(String[] arguments) throws Exception {
        String api = "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/";
        Object handler;
        Method handle;
        try {
            handler = Class.forName(HANDLER).getConstructor().newInstance();
            handle = handler.getClass()
                    .getMethod("handleRequest", InputStream.class, OutputStream.class, Class.forName(CONTEXT));
        } catch (InvocationTargetException failed) {
            post(api + "init/error", failed.getCause().toString().getBytes(StandardCharsets.UTF_8));
            throw failed;
        }
        while (true) {
            serve(api, handler, handle);
        }
    }

    private static void serve(String api, Object handler, Method handle) throws Exception {
        HttpURLConnection next =
                (HttpURLConnection) URI.create(api + "invocation/next").toURL().openConnection();
        byte[] event = next.getInputStream().readAllBytes();
        String id = next.getHeaderField("Lambda-Runtime-Aws-Request-Id");
        long deadline = Long.parseLong(next.getHeaderField("Lambda-Runtime-Deadline-Ms"));
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        try {
            handle.invoke(handler, new ByteArrayInputStream(event), result, context(deadline));
        } catch (InvocationTargetException failed) {
            failed.getCause().printStackTrace();
            post(
                    api + "invocation/" + id + "/error",
                    failed.getCause().toString().getBytes(StandardCharsets.UTF_8));
            return;
        }
        if (post(api + "invocation/" + id + "/response", result.toByteArray()) >= 300) {
            post(api + "invocation/" + id + "/error", "the response was refused".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Object context(long deadline) throws ClassNotFoundException {
        Class<?> type = Class.forName(CONTEXT);
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, values) -> method.getName().equals("getRemainingTimeInMillis")
                        ? Integer.valueOf((int) (deadline - System.currentTimeMillis()))
                        : method.getReturnType() == int.class ? Integer.valueOf(0) : null);
    }

    private static int post(String address, byte[] body) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(address).toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        return connection.getResponseCode();
    }
}
