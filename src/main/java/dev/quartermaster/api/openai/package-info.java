/**
 * Floor 9: the OpenAI dialect as callers speak it: requests read into the internal form, answers and streams written out
 * of it, valid for the strictest of the official clients.
 */
@NullMarked
package dev.quartermaster.api.openai;

import org.jspecify.annotations.NullMarked;
