/**
 * Floor 9: the service as a function on AWS Lambda: events become requests to the HTTP server of this process, which has no
 * socket there, and their responses become answers in the form that the event's sender wants. Events of AWS itself (ticks of
 * EventBridge, lines of CloudWatch's logs) become requests below {@code /internal}, which nobody else reaches. It uses no
 * class of AWS; the handler that the Lambda runtime calls is in {@code src/lambda/java}.
 */
@NullMarked
package dev.quartermaster.api.function;

import org.jspecify.annotations.NullMarked;
