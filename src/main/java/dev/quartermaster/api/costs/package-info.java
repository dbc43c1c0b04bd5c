/** Floor 9: what calls cost over HTTP, summed by group and page by page. */
package dev.quartermaster.api.costs;
