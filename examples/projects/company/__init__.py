"""The fictional company Planwerft: what its generator and its life are made of."""
