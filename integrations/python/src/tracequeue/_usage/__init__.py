# SPDX-License-Identifier: Apache-2.0
"""Reads the usage objects of providers by their shape. Rules and vectors: ``contract/usage/``."""
