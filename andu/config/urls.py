"""Every address of the house; each room lists its own."""

urlpatterns: list[object] = []
