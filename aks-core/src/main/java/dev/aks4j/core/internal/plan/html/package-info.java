/** Plans and runs as pages for a browser: one file each, that asks nothing of a network. Not for use outside this library. */
package dev.aks4j.core.internal.plan.html;
