self.kept = [];
