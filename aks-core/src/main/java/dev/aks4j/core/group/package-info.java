/** Resource groups: the spec, its rules, and the kind that plans and writes them. */
package dev.aks4j.core.group;
