package dev.quartermaster.console.providers;

import dev.quartermaster.console.ProviderWords.Word;
import java.util.List;

/**
 * Content of the page.
 *
 * @param selected name of the provider in the forms; empty for the first
 * @param message what a probe or a change found; empty for none
 * @param problem why something was not done, or is not well; empty for none
 */
record ProviderView(List<Word> providers, String selected, String message, String problem, KeyForm form) {}
