/** Floor 9: choosing without calling, over HTTP. */
package dev.quartermaster.api.selections;
